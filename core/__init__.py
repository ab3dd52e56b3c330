"""What every package stands on: money, time, the database, people and permissions, the web."""
