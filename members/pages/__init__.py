"""The members' own pages on their phones: what each owns, owes, bought and may expect."""
