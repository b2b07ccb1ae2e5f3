/// The file names in the data folder.
package enum DataFolder {
    /// The database.
    package static let database = "kedja.sqlite"
}
