"""What joins the panels of the window to the services behind it: one controller, one concern."""
