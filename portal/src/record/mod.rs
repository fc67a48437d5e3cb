//! Reading a patron's record by the inventory: the overview, a class, a search in a long list, who has seen it.
