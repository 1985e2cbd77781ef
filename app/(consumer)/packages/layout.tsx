export { default } from "../bookings/layout";
