"""The pages of what is learnt from complaints: its five steps, and whether it helped."""
