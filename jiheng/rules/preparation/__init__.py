"""评价准备: everything of 文件B 第二章 that is entered once, as one value, and the checks over all of it."""
