/** Where few columns have room; page.css has the same. */
export const NARROW = "(max-width: 480px)";
