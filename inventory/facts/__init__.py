"""What is known of a product beside its name: brand, where it comes from, its permits."""
