import type { CategorySeed } from "../coach-seed.ts";

/** Coaches whom a stranger must not see, each for a reason of its own. */
export const hidden: CategorySeed[] = [
  {
    category: "performance_arts",
    coaches: [
      {
        name: "Felix Amsel",
        headline: "Guitar for campfires",
        bio: "Still writing this.",
        subjects: ["Guitar"],
        levels: ["adult"],
        languages: ["German"],
        timezone: "Europe/Vienna",
        market_id: "US_USD",
        offers: { 60: 30 },
        default_minutes: 60,
        hours: "Sat 10-14",
        reviews: 0,
        portrait: { hair: "22" },
        is: "draft",
      },
      {
        name: "Paulina Reyes",
        headline: "Salsa footwork and the courage to lead",
        bio: "I teach the follower to hear and the leader to wait. Most couples come with two left feet and one good song, and leave with a turn that works at any wedding. I danced professionally in Cali for ten years before my knees asked for a quieter life. Sessions are for one person or for two, in socks.",
        subjects: ["Contemporary Dance"],
        levels: ["adult"],
        languages: ["Spanish", "English"],
        timezone: "America/Bogota",
        market_id: "US_USD",
        offers: { 60: 40 },
        default_minutes: 60,
        hours: "Mon-Fri 17-21",
        reviews: 4,
        portrait: { hair: "39" },
        is: "unpublished",
      },
    ],
  },
  {
    category: "academics",
    coaches: [
      {
        name: "Nils Aaltonen",
        headline: "History through the objects in your house",
        bio: "A spoon, a coin, a bus ticket: every period left something in a drawer, and from there we can pull the whole century out. I taught secondary school in Turku for twelve years and write museum labels for a living. Lessons suit curious adults and students who must finally write that source analysis.",
        subjects: ["History", "Essay Writing"],
        levels: ["high_school", "adult"],
        languages: ["Finnish", "English"],
        timezone: "Europe/Helsinki",
        market_id: "US_USD",
        offers: { 45: 34, 60: 42 },
        default_minutes: 60,
        hours: "Mon-Thu 15-20",
        reviews: 0,
        portrait: { hair: "18" },
        is: "submitted",
      },
    ],
  },
];
