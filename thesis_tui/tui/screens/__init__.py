"""The screens, one file each: what it shows (`blocks`), what it does for its keys, and what `enter` opens there."""
