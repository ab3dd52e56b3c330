"""The annual meeting (RAT): invitations, attendance, votes, minutes."""
