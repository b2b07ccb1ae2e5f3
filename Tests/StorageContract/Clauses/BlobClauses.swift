import Crypto
import Exchange

let blobClauses: [Clause<any BlobStore>] = [
    Clause("an upload that hasn't begun has no bytes") { blobs in
        let id = UploadID(random: SeededRandom(seed: 1).source)
        try require(try await blobs.uploadedSize(id), is: 0)
        try require(try await blobs.uploadedDigest(id), is: digest([]))
        try await blobs.discard(id)
        try await blobs.truncate(id, to: 0)
    },
    Clause("bytes are appended at the size so far, and nowhere else") { blobs in
        let random = SeededRandom(seed: 2)
        let (id, parts) = (UploadID(random: random.source), [random.bytes(70_000), random.bytes(1), random.bytes(300)])
        try await append(parts, to: id, blobs)
        try require(try await blobs.uploadedSize(id), is: 70_301)
        for offset: UInt64 in [0, 70_300, 70_302] {
            try await require(.uploadOffset) { try await blobs.append([1], to: id, at: offset) }
        }
        try require(try await blobs.uploadedSize(id), is: 70_301)
        try require(try await blobs.uploadedDigest(id), is: digest(parts.flatMap { $0 }))
    },
    Clause("an upload can be cut back and gone on with, never lengthened by cutting") { blobs in
        let random = SeededRandom(seed: 3)
        let (id, bytes) = (UploadID(random: random.source), random.bytes(5000))
        try await append([bytes], to: id, blobs)
        try await blobs.truncate(id, to: 1234)
        try await blobs.truncate(id, to: 4000)
        try require(try await blobs.uploadedSize(id), is: 1234)
        try await blobs.append(Array(bytes[1234...]), to: id, at: 1234)
        try require(try await blobs.uploadedDigest(id), is: digest(bytes))
    },
    Clause("an upload's state is another after each change, and the same without") { blobs in
        let id = UploadID(random: SeededRandom(seed: 14).source)
        var seen = [try await blobs.uploadState(id)]
        for offset: UInt64 in 0..<3 {
            let appended = try await blobs.append([7], to: id, at: offset)
            try require(appended.before.size, is: offset)
            try require(appended.before, is: seen[Int(offset)])
            try require(try await blobs.uploadState(id), is: appended.after)
            seen.append(appended.after)
        }
        try await blobs.truncate(id, to: 2)
        seen.append(try await blobs.uploadState(id))
        try require(Set(seen.map { "\($0)" }).count, is: seen.count)
    },
    Clause("a digest covers every piece of a long upload") { blobs in
        let random = SeededRandom(seed: 4)
        let (id, parts) = (UploadID(random: random.source), (0..<5).map { _ in random.bytes(1 << 19) })
        try await append(parts, to: id, blobs)
        try require(try await blobs.uploadedDigest(id), is: digest(parts.flatMap { $0 }))
    },
    Clause("a kept blob is found by its document and read at any place; the upload is gone") { blobs in
        let random = SeededRandom(seed: 5)
        let (id, document, bytes) = (UploadID(random: random.source), DocumentID(random: random.source), random.bytes(200_001))
        try await append([bytes], to: id, blobs)
        try await blobs.keep(id, as: document)
        try require(try await blobs.uploadedSize(id), is: 0)
        let blob = try unwrap(try await blobs.open(document))
        try require(blob.size, is: 200_001)
        for (offset, count) in [(0, 200_001), (0, 1), (65_536, 65_536), (199_999, 100), (200_001, 10), (300_000, 10), (5, 0)] {
            let expected = Array(bytes.dropFirst(offset).prefix(count))
            try require(try await blob.read(at: UInt64(offset), count: count) == expected, "bytes at \(offset) differ")
        }
    },
    Clause("a missing blob is nil") { blobs in
        try require(try await blobs.open(DocumentID(random: SeededRandom(seed: 10).source)) == nil, "something was found")
    },
    Clause("keeping again changes nothing") { blobs in
        let random = SeededRandom(seed: 6)
        let (id, document, bytes) = (UploadID(random: random.source), DocumentID(random: random.source), random.bytes(900))
        try await append([bytes], to: id, blobs)
        for _ in 0..<2 {
            try await blobs.keep(id, as: document)
            try require(try await blobs.uploadedSize(id), is: 0)
        }
        try require(try await unwrap(try await blobs.open(document)).read(at: 0, count: 900) == bytes, "other bytes")
    },
    Clause("the same bytes for two documents lie apart: removing one leaves the other") { blobs in
        let random = SeededRandom(seed: 11)
        let (documents, bytes) = ((0..<2).map { _ in DocumentID(random: random.source) }, random.bytes(900))
        for document in documents {
            let id = UploadID(random: random.source)
            try await append([bytes], to: id, blobs)
            try await blobs.keep(id, as: document)
        }
        let open = try unwrap(try await blobs.open(documents[0]))
        for _ in 0..<2 { try await blobs.remove(documents[0]) }
        try require(try await blobs.open(documents[0]) == nil, "the removed blob is still there")
        try require(try await open.read(at: 0, count: 900) == bytes, "who has it open can't read on")
        try require(try await unwrap(try await blobs.open(documents[1])).read(at: 0, count: 900) == bytes, "other bytes")
    },
    Clause("a blob is never replaced by another upload, which stays") { blobs in
        let random = SeededRandom(seed: 12)
        let (first, second, document) = (
            UploadID(random: random.source), UploadID(random: random.source), DocumentID(random: random.source)
        )
        try await append([[1, 2, 3]], to: first, blobs)
        try await blobs.keep(first, as: document)
        try await append([[4, 5]], to: second, blobs)
        try await require(.alreadyExists) { try await blobs.keep(second, as: document) }
        try require(try await unwrap(try await blobs.open(document)).read(at: 0, count: 9) == [1, 2, 3], "it was replaced")
        try require(try await blobs.uploadedSize(second), is: 2)
    },
    Clause("nothing can be kept of an upload that isn't there") { blobs in
        let random = SeededRandom(seed: 7)
        let (id, document) = (UploadID(random: random.source), DocumentID(random: random.source))
        try await require(.storageFailed) { try await blobs.keep(id, as: document) }
        try await blobs.remove(document)
    },
    Clause("a discarded upload is gone, others and kept blobs stay") { blobs in
        let random = SeededRandom(seed: 8)
        let (first, second, bytes) = (UploadID(random: random.source), UploadID(random: random.source), random.bytes(40))
        for id in [first, second] { try await append([bytes], to: id, blobs) }
        try await blobs.discard(first)
        try await blobs.discard(first)
        try require(try await blobs.uploadedSize(first), is: 0)
        try require(try await blobs.uploadedSize(second), is: 40)
        let document = DocumentID(random: random.source)
        try await blobs.keep(second, as: document)
        try await blobs.discard(second)
        try require(try await blobs.open(document)?.size, is: 40)
    },
    Clause("uploads with bytes are listed, kept and discarded ones aren't") { blobs in
        let random = SeededRandom(seed: 13)
        let ids = (0..<3).map { _ in UploadID(random: random.source) }
        try require(try await blobs.unfinishedUploads(), is: [])
        for id in ids { try await append([[1]], to: id, blobs) }
        try require(Set(try await blobs.unfinishedUploads()), is: Set(ids))
        try await blobs.discard(ids[0])
        try await blobs.keep(ids[1], as: DocumentID(random: random.source))
        try require(try await blobs.unfinishedUploads(), is: [ids[2]])
    },
    Clause("kept blobs are listed in the order of their documents, page by page") { blobs in
        let random = SeededRandom(seed: 15)
        try require(try await blobs.keptBlobs(after: nil, limit: 9), is: [])
        // So many that some lie together however they're laid.
        let documents = (0..<40).map { _ in DocumentID(random: random.source) }
        for document in documents {
            let upload = UploadID(random: random.source)
            try await append([[1]], to: upload, blobs)
            try await blobs.keep(upload, as: document)
        }
        try await append([[1]], to: UploadID(random: random.source), blobs)
        let all = documents.sorted()
        for limit in [1, 7, 40, 41] {
            var (found, last) = ([DocumentID](), DocumentID?.none)
            while true {
                let page = try await blobs.keptBlobs(after: last, limit: limit)
                found += page.map(\.document)
                guard page.count == limit else { break }
                last = page.last?.document
            }
            try require(found, is: all)
        }
        // Behind what isn't there lies what comes after it.
        try await blobs.remove(all[3])
        try require(try await blobs.keptBlobs(after: all[3], limit: 1).map(\.document), is: [all[4]])
        try require(try await blobs.keptBlobs(after: nil, limit: 41).count, is: 39)
    },
    Clause("of appends at once at one offset, one wins and the others are told") { blobs in
        let random = SeededRandom(seed: 9)
        let (id, parts) = (UploadID(random: random.source), (0..<16).map { _ in random.bytes(30_000) })
        let won = await withTaskGroup(of: Bool.self) { group in
            for part in parts { group.addTask { (try? await blobs.append(part, to: id, at: 0)) != nil } }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        try require(won, is: 1)
        let found = try await blobs.uploadedDigest(id)
        try require(parts.contains { digest($0) == found }, "the bytes are nobody's")
    },
]

private func digest(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

private func append(_ parts: [[UInt8]], to id: UploadID, _ blobs: any BlobStore) async throws {
    var offset: UInt64 = 0
    for part in parts {
        try await blobs.append(part, to: id, at: offset)
        offset += UInt64(part.count)
    }
}
