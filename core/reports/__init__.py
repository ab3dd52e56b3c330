"""What a report is, however it is asked for and wherever it is shown; packages build their own."""
