"""SETOR and TARIK: share money that members pay in, and draw from, at the counter."""
