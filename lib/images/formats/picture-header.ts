/** What a picture says of itself before anything of it is decoded. */
export interface PictureHeader {
  width: number;
  height: number;
  is_animated: boolean;
  /** The offset behind the picture's last byte, or null where the file ends before the picture does. */
  end: number | null;
}
