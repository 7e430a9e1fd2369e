"""The Textual screens: what `pages` draws, made to be focused, pointed at and typed into.

palette      colours by role, and the themes made of them
block        a block of a page as a widget
page         what all screens do alike: layout, moving, the keys that record
form, forms  what asks for fields, and the forms by what they record
asking       which form or menu a key opens
app          screens, keys, and the desk they ask
running      the app on a thesis, until the user quits
"""
