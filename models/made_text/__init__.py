"""Names and lines made up for training and testing the name model; nothing here is collected."""
