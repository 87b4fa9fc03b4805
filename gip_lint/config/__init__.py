"""What was chosen for a file: by default, in a profile, in its configuration and on the command line."""
