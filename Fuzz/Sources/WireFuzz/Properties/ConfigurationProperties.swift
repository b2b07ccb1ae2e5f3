@testable import ExchangeServer
import FuzzKit
import TransparencyLog

/// The daemon's configuration: it is refused with a fault a line, or its numbers lie within their bounds.
enum ConfigurationProperties {
    static let target = FuzzTarget("configuration", dictionary: "yaml", replays: 1500, seeds: { [Array(sample)] }, check)

    private static let witness = fixture {
        try Cosigner(name: "witness.example/w0", privateKeyBytes: [UInt8](repeating: 10, count: 32)).verifierKey
    }

    private static let sample = """
        listen: { host: 127.0.0.1, port: 8443 }
        data: /var/lib/kedja
        masterKey: master.key
        policies: ../policies
        tls:
          certificate: s.pem
          key: s.key
          clientAuthority: ca.pem
        log:
          origin: kedja.example/log
          level: debug
          quorum: 1
          witnesses:
            - organisation: af
              key: \(witness)
              url: https://witness.example
          timestamps: { url: https://time.example/tsa, authority: tsa.pem, everySeconds: 60 }
        limits: { pageRows: 100, partBytes: 65536 }
        siem: { file: siem.jsonl, syslog: "tcp://[::1]:514", officers: shown }

        """

    static func check(_ bytes: [UInt8]) -> FuzzOutcome {
        outcome {
            let text = String(decoding: bytes, as: UTF8.self)
            let read = Result { () throws(ConfigurationError) in
                try DaemonConfiguration(yaml: (text: text, path: "kedjad.yaml"), environment: [:], folder: "/etc/kedja")
            }
            switch read {
            case .success(let read):
                try require((0...65535).contains(read.port) && (1...10_000).contains(read.limits.pageRows), "out of bounds")
                try require(!read.dataFolder.isEmpty && read.dataFolder.hasPrefix("/"), "a folder that depends on where one stands")
                return true
            case .failure(let error):
                try require(!error.faults.isEmpty && error.faults.allSatisfy { !$0.isEmpty }, "refused without a fault")
                return false
            }
        }
    }
}
