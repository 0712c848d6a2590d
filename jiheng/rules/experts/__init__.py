"""专家评审: what experts declare, score and say, and what it comes to."""
