export interface ReviewDocument {
  _id: string;
  booking_id: string;
  tutor_id: string;
  consumer_id: string;
  /** The first name, copied: a stranger sees no more of the writer. */
  consumer_name: string;
  /** 1 to 5. */
  rating: number;
  text: string;
  reply: string | null;
  is_public: boolean;
  created_at: Date;
}
