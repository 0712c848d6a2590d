"""样本点: a frame, strata, sizes and a draw that anybody can repeat."""
