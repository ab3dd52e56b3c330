"""Stock counts (stok opname): shelves are counted blind while selling goes on, then set right."""
