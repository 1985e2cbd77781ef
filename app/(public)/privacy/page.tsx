import type { Metadata } from "next";
import { Prose, ProseSection } from "@/components/layout/prose";

export const metadata: Metadata = { title: "Privacy", description: "What MaestroHub knows about you, why, who else sees it, and how to have it removed." };

export default function PrivacyPage() {
  return (
    <Prose title="Privacy" lead="What we know about you, why, and who else sees it.">
      <ProseSection title="What we keep">
        <p>
          Your name, mail address, time zone and market; your bookings with their notes, payments and refunds; reviews you write; and, if you are a coach, the profile you
          publish. Your password is stored only as a hash. Your card number never reaches us: it goes from your browser to Stripe.
        </p>
      </ProseSection>
      <ProseSection title="Who else sees it">
        <p>
          The coach you book sees your name and your note, and you see theirs. Strangers see a coach&rsquo;s public profile, and of a review the writer&rsquo;s first name. Stripe
          handles payments and pays coaches out; Resend delivers our mail; Cloudinary may store profile pictures. Where it is switched on, Mixpanel counts which steps people
          take, and Sentry and New Relic tell us what broke. None of them may use it for anything else, and nothing is sold.
        </p>
      </ProseSection>
      <ProseSection title="Cookies">
        <p>
          One for your sign-in, one that remembers your time zone, and one that holds a time for you before you have an account. All three are needed for what you asked for,
          so there is no banner to click away. There are no advertising cookies.
        </p>
      </ProseSection>
      <ProseSection title="How long">
        <p>
          Bookings and payments are kept as long as tax law demands. Everything else goes when your account goes. Ask for a copy or for removal by answering any mail from us;
          a person will do it.
        </p>
      </ProseSection>
    </Prose>
  );
}
