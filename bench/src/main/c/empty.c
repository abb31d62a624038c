/* What any static executable costs: the reference for warm and cold starts. */
int main(void) {
    return 0;
}
