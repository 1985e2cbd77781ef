/** What can be taught: ten categories, each with its subjects. The ids are data, the labels are what people read. */
export const categories = {
  academics: {
    label: "Academics",
    subjects: [
      "Algebra", "Geometry", "Calculus", "Statistics", "Trigonometry", "Arithmetic", "Physics", "Chemistry", "Biology",
      "Earth Science", "Computer Science", "Programming", "Data Science", "English", "Essay Writing", "Reading", "Grammar",
      "Literature", "History", "Geography", "Economics", "Political Science", "Psychology", "Sociology", "Spanish", "French",
      "German", "Mandarin", "Hindi", "SAT/ACT", "GRE/GMAT", "IELTS/TOEFL", "Study Skills",
    ],
  },
  performance_arts: {
    label: "Performing arts",
    subjects: ["Piano", "Guitar", "Violin", "Cello", "Voice", "Drums", "Flute", "Music Theory", "Improvisation", "Acting", "Ballet", "Contemporary Dance"],
  },
  activities_hobbies: {
    label: "Activities & hobbies",
    subjects: ["Chess", "Photography", "Drawing", "Painting", "Cooking", "Gardening", "Knitting", "Creative Writing"],
  },
  fitness_nutrition: { label: "Fitness & nutrition", subjects: ["Strength Training", "Running", "Pilates", "Nutrition"] },
  health_mindfulness: {
    label: "Health & mindfulness",
    subjects: ["Yoga", "Meditation", "Breathwork", "Sleep", "Stress Management", "Tai Chi", "Habit Change"],
  },
  business_communication: {
    label: "Business & communication",
    subjects: ["Public Speaking", "Leadership", "Negotiation", "Interview Preparation", "Sales", "Product Management", "Business Writing", "Presentation Design"],
  },
  finance_legal: {
    label: "Finance & legal",
    subjects: ["Personal Finance", "Investing", "Accounting", "Tax Basics", "Contract Basics", "Small Business Finance"],
  },
  coaching_personal: {
    label: "Personal coaching",
    subjects: ["Life Coaching", "Career Change", "Confidence", "Time Management", "Goal Setting", "Productivity", "Motivation", "ADHD Coaching", "Retirement", "Decision Making"],
  },
  relationships_family: {
    label: "Relationships & family",
    subjects: ["Parenting", "Couples Communication", "Dating", "Conflict Resolution", "Grief Support", "New Parents"],
  },
  culture_inclusion: { label: "Culture & inclusion", subjects: ["Intercultural Communication", "Inclusive Leadership", "Relocation"] },
} as const;

export type CategoryId = keyof typeof categories;
export const categoryIds = Object.keys(categories) as CategoryId[];

export const levels = { elementary: "Elementary", middle_school: "Middle school", high_school: "High school", college: "College", adult: "Adult" } as const;
export type LevelId = keyof typeof levels;

export const modalities = { online: "Online", in_person: "In person", hybrid: "Online and in person" } as const;
export type Modality = keyof typeof modalities;

export const tutorStatuses = ["draft", "submitted", "approved", "changes_requested", "rejected", "paused", "suspended"] as const;
export type TutorStatus = (typeof tutorStatuses)[number];

/** What an admin may ask to be changed, as the coach reads it. */
export const reviewReasons = {
  photo_unclear: "The photo does not show your face clearly.",
  headline_unclear: "The headline does not say what you teach.",
  bio_too_thin: "The text about you says too little of how you teach.",
  credentials_unproved: "A qualification is named that no document shows.",
  subject_mismatch: "A subject does not fit what you write about yourself.",
  price_unclear: "The prices do not fit the lengths.",
  contact_details: "The profile holds a phone number, an address or a link; those are exchanged after booking.",
  language_unfit: "Part of the text is not fit for everybody who may read it.",
  other: "Something else; the note says what.",
} as const;
export type ReviewReasonId = keyof typeof reviewReasons;
