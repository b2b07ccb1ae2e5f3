import Exchange

let holdingClauses: [Clause<any Storage>] = [
    Clause("who holds a document is noted, and noted anew; its key is replaced") { storage in
        let chain = try await Chain.insert(into: storage)
        let document = try chain.samples.document(chain.value, release: .owner)
        let (first, second) = (
            StoredHolding(document: document.id, holders: [1]),
            StoredHolding(document: document.id, holders: [2], rewrap: chain.samples.sealed())
        )
        let key = chain.samples.sealed()
        try await storage.write { try $0.insertDocument(document) }
        try require(try await storage.read { try $0.holding(of: document.id) }, is: nil)
        try await storage.write { try $0.setHolding(first) }
        try require(try await storage.read { try $0.holding(of: document.id) }, is: first)
        try await storage.write { changes in
            try changes.setHolding(second)
            try changes.replaceKey(of: document.id, with: key)
        }
        try require(try await storage.read { try $0.holding(of: document.id) }, is: second)
        try require(try await storage.read { try $0.document(document.id)?.key }, is: key)
        try require(try await storage.read { try $0.document(document.id)?.manifest }, is: document.manifest)
        let unknown = DocumentID(random: chain.samples.random.source)
        try await require(.storageFailed) { try await storage.write { try $0.replaceKey(of: unknown, with: key) } }
        try await require(.storageFailed) { try await storage.write { try $0.setHolding(StoredHolding(document: unknown, holders: [1])) } }
    },
    Clause("an owner's documents that others hold come in the order in which they came, a page at a time") { storage in
        let chain = try await Chain.insert(into: storage)
        let make = { (owner: String, release: ReleaseMode) in try chain.samples.document(chain.value, owner: owner, release: release) }
        let unnoted = try make("af", .owner)
        let (ours, theirs, last) = (try make("af", .owner), try make("af", .owner), try make("af", .owner))
        let others = [try make("fk", .owner), try make("af", .policy)]
        try await storage.write { changes in
            for document in [unnoted, ours] + others + [theirs, last] { try changes.insertDocument(document) }
            try changes.setHolding(StoredHolding(document: ours.id, holders: [1]))
            for document in [theirs, last] { try changes.setHolding(StoredHolding(document: document.id, holders: [2])) }
        }
        let page = { (holders: [UInt8], after: DocumentID?, limit: Int) in
            try await storage.read { try $0.documents(of: unnoted.owner, notHeldBy: holders, after: after, limit: limit).map(\.id) }
        }
        try require(try await page([1], nil, 9), is: [unnoted.id, theirs.id, last.id])
        try require(try await page([2], nil, 9), is: [unnoted.id, ours.id])
        try require(try await page([1], nil, 2), is: [unnoted.id, theirs.id])
        try require(try await page([1], theirs.id, 2), is: [last.id])
        try require(try await page([1], last.id, 2), is: [])
        try require(try await page([1], DocumentID(random: chain.samples.random.source), 2), is: [])
    },
]
