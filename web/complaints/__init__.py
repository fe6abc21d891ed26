"""The pages of complaints: take one in while on the phone, follow it, and keep what is learnt."""
