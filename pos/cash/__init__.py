"""Cash that goes in or out of a drawer without a sale, and drawers opened without either."""
