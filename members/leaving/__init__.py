"""What a member who leaves, or her heir, is paid."""
