//! Sessions on Postgres: the tower-sessions store, the patron's own list, ending them; makes the authorities.
