"""The values that pass from room to room: forms, reports, findings, results."""
