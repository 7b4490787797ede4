"""What erasing changes outside its marks: glyphs and pixels of many pages, before and after."""
