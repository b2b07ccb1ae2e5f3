import Foundation
import Testing
import TransparencyLog

/// Notes and keys printed in C2SP signed-note and in the documentation of Go's sumdb/note; the private key is a published example.
enum PublishedNotes {
    static let specKey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
    static let spec = """
        This is an example message.

        — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=

        """

    static let poem = """
        Ognuno sta solo sul cuor della terra
        trafitto da un raggio di sole:

        ed è subito sera.

        — quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=

        """

    static let checkpoint = """
        example.com/behind-the-sofa
        20852163
        CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

        — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=

        """

    /// Base 64 of the type's byte and the seed, as the documentation prints it.
    static let peterPrivateKey = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
    static let peterKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    static let peterText = """
        If you think cryptography is the answer to your problem,
        then you don't know what your problem is.

        """
    static let peterSignature =
        "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
    static let enochKey = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
    static let enochSignature =
        "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"
}

@Suite("Published notes")
struct PublishedNoteTests {
    @Test("each parses and encodes to the same bytes", arguments: [PublishedNotes.spec, PublishedNotes.poem, PublishedNotes.checkpoint])
    func roundTrip(text: String) throws {
        let note = try SignedNote(parsing: text.utf8)
        #expect(Array(note.encoded.utf8) == Array(text.utf8))
        #expect(note.signatures.count == 1)
        #expect(note.signatures[0].bytes.count == 64)
    }

    @Test("the specification's key verifies its note")
    func specification() throws {
        let verifier = try NoteVerifier(verifierKey: PublishedNotes.specKey)
        #expect(verifier.name == "example.com/foo")
        #expect(verifier.keyID == 0x530d_903a)
        #expect(verifier.verifierKey == PublishedNotes.specKey)
        #expect(try verifier.verify(SignedNote(parsing: PublishedNotes.spec.utf8)) == "This is an example message.\n")
    }

    @Test("the text ends before the last empty line")
    func poem() throws {
        let note = try SignedNote(parsing: PublishedNotes.poem.utf8)
        #expect(note.text.hasSuffix("sole:\n\ned è subito sera.\n"))
        #expect(note.signatures[0].name == "quasimodo.example/salvatore")
    }

    @Test("the specification's checkpoint reads as it says")
    func checkpoint() throws {
        let checkpoint = try Checkpoint(parsing: SignedNote(parsing: PublishedNotes.checkpoint.utf8).text)
        #expect(checkpoint.origin == "example.com/behind-the-sofa")
        #expect(checkpoint.size == 20_852_163)
        #expect(checkpoint.root.base64 == "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")
        #expect(checkpoint.extensions.isEmpty)
    }

    @Test("Go's example key makes and verifies Go's example signature")
    func sumdb() throws {
        let seed = try #require(Data(base64Encoded: PublishedNotes.peterPrivateKey)).dropFirst()
        let signer = try NoteSigner(name: "PeterNeumann", privateKeyBytes: seed)
        #expect(signer.verifierKey == PublishedNotes.peterKey)
        let note = try signer.sign(text: PublishedNotes.peterText)
        #expect(note.encoded == PublishedNotes.peterText + "\n" + PublishedNotes.peterSignature)
    }

    @Test("of two signatures each key verifies its own")
    func twoSignatures() throws {
        let bytes = PublishedNotes.peterText + "\n" + PublishedNotes.peterSignature + PublishedNotes.enochSignature
        let note = try SignedNote(parsing: bytes.utf8)
        #expect(note.signatures.map(\.name) == ["PeterNeumann", "EnochRoot"])
        for key in [PublishedNotes.peterKey, PublishedNotes.enochKey] {
            #expect(try NoteVerifier(verifierKey: key).verify(note) == PublishedNotes.peterText)
        }
    }
}
