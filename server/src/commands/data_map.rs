//! `server data-map`

/// Prints the data map.
pub fn run() {
    print!("{}", domain::inventory::data_map());
}
