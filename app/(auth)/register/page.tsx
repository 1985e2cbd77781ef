import type { PageProps } from "@/lib/http/page-props";
import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { AuthHeading } from "@/components/auth/auth-heading";
import { RegisterForm } from "@/components/auth/register-form";
import { homeOf } from "@/lib/auth/home-of";
import { safeNextPath, withNext } from "@/lib/auth/next-path";
import { getSessionUser } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Create an account" };

export default async function RegisterPage({ searchParams }: PageProps) {
  const { next: wanted, role } = await searchParams;
  const next = safeNextPath(wanted);
  const user = await getSessionUser();
  if (user) redirect(next ?? homeOf(user.role));
  return (
    <>
      <AuthHeading title="Create an account">
        You have one?{" "}
        <Link href={withNext("/sign-in", next)} className="link">
          Sign in
        </Link>
      </AuthHeading>
      <RegisterForm initialRole={role === "tutor" ? "tutor" : "consumer"} next={next} />
    </>
  );
}
