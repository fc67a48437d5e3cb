//! A library as a profile of data: names, dates, switches, retention, notices, newsletters, vendors, languages.
