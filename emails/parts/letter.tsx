import { Container, Head, Html, Preview, Section, Text } from "@react-email/components";
import type { ReactNode } from "react";
import { directionOf, type LanguageId } from "@/lib/core/language";
import { TextLink } from "./action";
import { light, sans, serif, sheet, staff } from "./theme";

interface LetterProps {
  language: LanguageId;
  /** The subject. */
  title: string;
  /** The line that an inbox shows beside the subject. */
  preview: string;
  app_url: string;
  /** Why the person gets it. */
  reason: string;
  /** Where the person says that they want no more such mails, or others. */
  settings?: { label: string; href: string };
  children: ReactNode;
}

/** The sheet of paper every mail is written on. */
export function Letter(props: LetterProps) {
  const { language, settings } = props;
  return (
    <Html lang={language} dir={directionOf(language)}>
      <Head>
        <title>{props.title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <style dangerouslySetInnerHTML={{ __html: sheet }} />
      </Head>
      {/* Not React Email's Body: it repeats the colour on a cell that a class does not reach, which stays light in the dark. */}
      <body className="paper" style={{ backgroundColor: light.paper, margin: 0, padding: 0, fontFamily: sans }}>
        <Preview>{props.preview}</Preview>
        <Paper>
          <Letterhead />
          <Section className="card" style={{ backgroundColor: light.card, border: `1px solid ${light.hairline}`, borderRadius: 14, padding: "32px 36px" }}>
            {props.children}
          </Section>
          <Text className="quiet" style={{ ...line, color: light.quiet, fontSize: 13, lineHeight: "20px", margin: "20px 8px 0" }}>
            {props.reason}
            {settings ? (
              <>
                {" "}
                <TextLink href={settings.href} quiet>
                  {settings.label}
                </TextLink>
              </>
            ) : null}
            <br />
            <TextLink href={props.app_url} quiet>
              {props.app_url}
            </TextLink>
          </Text>
        </Paper>
      </body>
    </Html>
  );
}

export function Title({ children }: { children: ReactNode }) {
  return (
    <h1 className="title ink" style={{ ...line, fontFamily: serif, fontWeight: 600, fontSize: 29, lineHeight: "35px", letterSpacing: "-0.01em", color: light.ink, margin: "0 0 16px" }}>
      {children}
    </h1>
  );
}

export function Paragraph({ children, quiet }: { children: ReactNode; quiet?: boolean }) {
  const size = quiet ? { fontSize: 14, lineHeight: "22px" } : { fontSize: 16, lineHeight: "25px" };
  return (
    <Text className={quiet ? "quiet" : "ink"} style={{ ...line, ...size, color: quiet ? light.quiet : light.ink, margin: "0 0 16px" }}>
      {children}
    </Text>
  );
}

/** A person's own words keep their direction, so a right-to-left name does not turn the sentence around. */
export function Name({ children }: { children: string }) {
  return <bdi>{children}</bdi>;
}

function Paper({ children }: { children: ReactNode }) {
  return (
    <table role="presentation" className="paper" width="100%" cellPadding={0} cellSpacing={0} border={0} style={{ backgroundColor: light.paper }}>
      <tbody>
        <tr>
          <td className="paper margin" style={{ backgroundColor: light.paper, padding: "32px 16px 48px" }}>
            <Container style={{ maxWidth: 560, width: "100%" }}>{children}</Container>
          </td>
        </tr>
      </tbody>
    </table>
  );
}

function Letterhead() {
  return (
    <table role="presentation" cellPadding={0} cellSpacing={0} border={0} data-skip-in-text="true" style={{ margin: "0 0 20px 4px" }}>
      <tbody>
        <tr>
          <td className="staff brand" aria-hidden="true" style={{ background: staff("#CFC6B6"), color: light.brand, fontFamily: serif, fontWeight: 700, fontSize: 25, lineHeight: "27px", height: 27, width: 34, textAlign: "center" }}>
            M
          </td>
          <td className="ink" style={{ color: light.ink, fontFamily: serif, fontWeight: 600, fontSize: 20, lineHeight: "27px", paddingLeft: 10 }}>
            MaestroHub
          </td>
        </tr>
      </tbody>
    </table>
  );
}

/** A name without a single space must break rather than widen a phone's screen. */
const line = { overflowWrap: "anywhere", wordBreak: "break-word" } as const;
