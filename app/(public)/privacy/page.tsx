import type { Metadata } from "next";
import Link from "next/link";
import { ConsentChoice } from "@/components/consent/consent-choice";
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
          handles payments and pays coaches out; Resend delivers our mail; Cloudinary may store profile pictures. Mixpanel counts steps of those who
          allow it, and Sentry and New Relic, where they are switched on, tell us what broke. None of them may use it for anything else, and nothing is sold.
        </p>
      </ProseSection>
      <ProseSection title="Cookies">
        <p>
          One for your sign-in, one that remembers your time zone, one that holds a time for you before you have an account, and one that remembers your answer about
          statistics for twelve months. They are needed for what you asked for. There are no others: none for advertising, and none for statistics.
        </p>
      </ProseSection>
      <ProseSection title="Statistics" id="statistics">
        <p>
          If you allow it, our server tells Mixpanel which steps you take: that you searched and for what, which coach you looked at, that you chose a time, booked, paid and
          how much, under the number of your account and never with your name, your address or your notes. It shows us where people get stuck.
        </p>
        <p>
          Until you say yes nothing of it leaves, and when you take the yes back it ends with your next step. A no counts wherever it was said: with your account, in this
          browser, or by the browser itself with Global Privacy Control or Do Not Track.
        </p>
        <ConsentChoice />
      </ProseSection>
      <ProseSection title="How long">
        <p>
          Bookings and payments are kept as long as tax law demands, without your name once your account is gone. Everything else goes with the account. You{" "}
          <Link href="/account/privacy" className="link">
            download a copy or delete your account
          </Link>{" "}
          yourself, at any time. Without an account, answer any mail from us; a person will do it.
        </p>
      </ProseSection>
    </Prose>
  );
}
