; machines/edit-line.asm: lets a line be typed, where the firmware gives one key at a time. cpc.asm and msx.asm include
; it in their read_line, before their line_done, and define:
;
;   READ_KEY        waits for a key. Out: A. Keeps BC and HL
;   WRITE           writes a character. In: A. Keeps BC and HL
;   KEY_ENTER, KEY_BREAK
;   KEY_RUBOUT      deletes the last character, as KEY_DELETE does, which is 7Fh: no character is above it
;
; Out: the buffer `line` holds the text, B = its length. Destroys: AF, C, HL.

        ld hl,line
        ld b,0
key_next:
        call READ_KEY
        cp KEY_ENTER
        jr z,line_done
        cp KEY_BREAK
        jr z,line_break
        if KEY_DELETE-KEY_RUBOUT
        cp KEY_RUBOUT
        jr z,rub_out
        endif
        cp KEY_DELETE
        jr z,rub_out
        jr nc,key_next          ; graphics, accents and cursor keys
        cp ' '
        jr c,key_next
        ld c,a
        ld a,b
        cp MAX_QUESTION
        jr z,key_next
        ld a,c
        ld (hl),a
        inc hl
        inc b
        call WRITE
        jr key_next
rub_out:
        ld a,b
        or a
        jr z,key_next
        dec hl
        dec b
        ld a,8
        call WRITE
        ld a,' '
        call WRITE
        ld a,8
        call WRITE
        jr key_next
line_break:
        ld hl,line
        ld (hl),BREAK
        ld b,1
