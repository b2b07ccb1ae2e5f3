import Foundation
import Testing

/// What the package says of itself: units, its own configuration file, the scripts that build and install it, and the pages, held together.
@Suite struct PackagingTests {
    private let tree = SourceTree()
    private let services = ["kedjad", "kedjad-backup", "kedjad-doctor"]

    /// `Name=value` lines of a unit, in order.
    private func settings(_ unit: String) throws -> [(name: String, value: String)] {
        try tree.text("packaging/\(unit)").split(separator: "\n").compactMap { line in
            guard !line.hasPrefix("#"), let sign = line.firstIndex(of: "=") else { return nil }
            return (String(line[..<sign]), String(line[line.index(after: sign)...]))
        }
    }

    private func values(_ name: String, _ unit: String) throws -> [String] {
        try settings("\(unit).service").filter { $0.name == name }.map(\.value)
    }

    /// The others may do nothing that the daemon may not.
    @Test func everyServiceIsRestrictedAsTheDaemonIs() throws {
        let all = try settings("kedjad.service")
        let first = try #require(all.firstIndex { $0.name == "CapabilityBoundingSet" })
        let last = try #require(all.firstIndex { $0.name == "SystemCallErrorNumber" })
        let restrictions = all[first...last]
        #expect(restrictions.count >= 30)
        for service in services.dropFirst() {
            let own = try settings("\(service).service")
            for (name, value) in restrictions where name != "RestrictAddressFamilies" {
                #expect(own.contains { $0 == (name, value) }, "\(service): \(name)=\(value)")
            }
            for shared in ["User", "LoadCredential", "Environment", "InaccessiblePaths", "StateDirectory", "UMask", "LimitCORE"] {
                #expect(try values(shared, service) == values(shared, "kedjad"), "\(service): \(shared)")
            }
            let families = try #require(try values("RestrictAddressFamilies", service).first).split(separator: " ")
            let daemons = try #require(try values("RestrictAddressFamilies", "kedjad").first).split(separator: " ")
            #expect(Set(families).isSubset(of: Set(daemons)))
        }
    }

    /// Programs and folders that units and configuration name are those that the package lays down.
    @Test func pathsAgree() throws {
        let script = try tree.text("scripts/package")
        #expect(
            script.contains("kedjad:sbin kedja:bin cedar:bin") && script.contains("put 644 packaging/kedjad.yaml /etc/kedja/kedjad.yaml"))
        #expect(try tree.text("packaging/debian/conffiles") == "/etc/kedja/kedjad.yaml\n")
        for service in services {
            let command = try #require(try values("ExecStart", service).first)
            #expect(command.hasPrefix("/usr/sbin/kedjad ") && command.hasSuffix(" --config /etc/kedja/kedjad.yaml"), "\(command)")
        }
        let configuration = try tree.text("packaging/kedjad.yaml")
        let key = "/etc/kedja/keys/master.key"
        #expect(configuration.contains("\nmasterKey: \(key)\n") && configuration.contains("\ndata: /var/lib/kedja\n"))
        #expect(configuration.contains("\npolicies: /usr/share/kedja/policies\n") && script.contains("\"/usr/share/kedja/$file\""))
        #expect(try values("LoadCredential", "kedjad") == ["keys:/etc/kedja/keys"])
        #expect(try values("Environment", "kedjad").contains("KEDJAD_MASTER_KEY=%d/keys_master.key"))
        #expect(try values("StateDirectory", "kedjad") == ["kedja"] && values("User", "kedjad") == ["kedja"])
        let folders = try tree.text("packaging/kedja.tmpfiles").split(separator: "\n").filter { $0.hasPrefix("d ") }.map {
            $0.split(separator: " ").prefix(5).joined(separator: " ")
        }
        #expect(
            folders == [
                "d /var/lib/kedja 0700 kedja kedja", "d /var/backups/kedja 0700 kedja kedja", "d /etc/kedja/keys 0700 kedja kedja",
                "d /etc/kedja/tls 0750 root kedja",
            ])
        #expect(try values("ReadWritePaths", "kedjad-backup") == ["/var/backups/kedja"])
        #expect(try values("ReadWritePaths", "kedjad").isEmpty)
    }

    /// Whatever path the pages name, the package lays down, makes or documents as the operator's own.
    @Test func pagesNameThePackagesPaths() throws {
        let known = [
            "/etc/kedja", "/etc/kedja/kedjad.yaml", "/etc/kedja/keys", "/etc/kedja/tls", "/var/lib/kedja", "/var/backups/kedja",
            "/var/log/kedja",
            "/usr/share/kedja/policies", "/usr/share/doc/kedja/examples",
        ]
        let ofThePackage = try Regex("/(etc|var/lib|var/backups|var/log|usr/share|usr/share/doc)/kedja(/[a-zA-Z.-]+)*")
        let readme = try tree.text("README.md").components(separatedBy: "\n## ").filter {
            $0.hasPrefix("Install") || $0.hasPrefix("Upgrade")
        }
        #expect(readme.count == 2)
        let configuration = try #require(
            try tree.text("CONFIGURATION.md").components(separatedBy: "\n## ").first { $0.hasPrefix("As a service") })
        for page in readme + [configuration, try tree.text("man/kedjad.8")] {
            for match in page.matches(of: ofThePackage) {
                let path = String(page[match.range])
                #expect(known.contains(path) || path == "/etc/kedja/tls/", "\(path) is named, and the package doesn't know it")
            }
        }
        for example in try FileManager.default.contentsOfDirectory(atPath: tree.root.path + "/packaging/examples") {
            #expect(configuration.contains(example), "\(example) isn't told of")
        }
    }

    /// What isn't healed by starting again isn't started again, and each such code is told.
    @Test func exitCodesAgree() throws {
        let codes = try #require(try values("RestartPreventExitStatus", "kedjad").first).split(separator: " ")
        let page = try tree.text("CONFIGURATION.md")
        for code in codes { #expect(page.contains("\n| \(code) | "), "\(code)") }
        #expect(!codes.contains("74"), "storage that fails may be there again")
    }

    @Test func maintainerScriptsStopAtAFault() throws {
        for name in ["postinst", "prerm", "postrm"] {
            let text = try tree.text("packaging/debian/\(name)")
            #expect(text.hasPrefix("#!/bin/sh\nset -e\n"), "\(name)")
            // Nothing that holds people's data or keys is removed with what is in it.
            for line in text.split(separator: "\n") where line.contains("rm -r") {
                #expect(line.trimmingCharacters(in: .whitespaces) == "rm -rf /var/log/kedja", "\(name): \(line)")
            }
        }
    }

    /// What a released version has written is kept, so that no later one forgets how to read it.
    @Test func everyReleasedVersionHasItsDataFolder() throws {
        let kept = try FileManager.default.contentsOfDirectory(atPath: tree.root.path + "/Tests/Fixtures/data-folders")
        let released = try tree.text("CHANGELOG.md").matches(of: /\n## ([0-9]+\.[0-9]+\.[0-9]+)/).map { String($0.output.1) }
        for version in ["v23"] + released { #expect(kept.contains(version), "\(version): run scripts/fixture \(version)") }
    }
}
