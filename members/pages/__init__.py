"""What a member sees of herself, on her own phone."""
