"""What a till hands a member: the code for her own pages, and a link to her statement."""
