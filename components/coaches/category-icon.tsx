import { BookOpen, Compass, Dumbbell, Earth, HeartHandshake, Leaf, Megaphone, Music, Palette, Scale, type LucideIcon } from "lucide-react";
import type { CategoryId } from "@/lib/tutors/catalogue";

export function CategoryIcon({ category, className }: { category: CategoryId; className?: string }) {
  const Icon = icons[category];
  return <Icon aria-hidden="true" className={className} />;
}

const icons: Record<CategoryId, LucideIcon> = {
  academics: BookOpen,
  performance_arts: Music,
  activities_hobbies: Palette,
  fitness_nutrition: Dumbbell,
  health_mindfulness: Leaf,
  business_communication: Megaphone,
  finance_legal: Scale,
  coaching_personal: Compass,
  relationships_family: HeartHandshake,
  culture_inclusion: Earth,
};
