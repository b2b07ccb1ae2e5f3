import Testing

@testable import SignedRecords
