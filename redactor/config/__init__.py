"""``configs/*.toml``, rule packs, rosters and profiles → records; every fault at once."""
