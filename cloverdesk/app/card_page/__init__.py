"""The page on which cards are typed into Clover's own fields: the desk sees a token, never a number."""
