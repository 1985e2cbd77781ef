/** The yardstick of `npm run bench`: what a dynamic page of this build costs that shows nothing. In no other build. */
export default function BarePage() {
  return <p>A page with nothing on it.</p>;
}
