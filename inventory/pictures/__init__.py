"""Pictures of goods: made anew from what was sent, kept small, shown with the goods."""
