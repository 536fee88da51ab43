"""What the command line does, one module per noun. Django is set up before they are imported."""
