/** Where a cell's folder has the pretrained model's own files, whose config.json is not the cell's. */
export const PRETRAINED_PART = "pretrained";
