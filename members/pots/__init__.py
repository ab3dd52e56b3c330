"""Purpose pots (titipan bertujuan): a Lebaran package, an arisan."""
