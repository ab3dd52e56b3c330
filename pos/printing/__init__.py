"""Paper: jobs that are queued with the sale, and what brings them to the printers."""
