; SNAKE: a game for an ADM-3A. The snake eats what lies to its right and grows; h j k l or the cursor keys turn
; it, q ends the game. It moves when a key is pressed or, after a while, by itself.

BDOS:    equ 0005h
WIDTH:   equ 20
HEIGHT:  equ 8
PATIENCE: equ 2000               ; times to look for a key before the snake moves by itself
ESC:     equ 27
CLEAR:   equ 26
LEFT:    equ 8                   ; cursor keys of the ADM-3A
DOWN:    equ 10
UP:      equ 11
RIGHT:   equ 12

         org 0100h
         ld e, CLEAR
         call put
         call frame
         ld hl, 0305h            ; H row, L column
         ld (head), hl
         ld a, 'l'
         ld (heading), a
         call apple

game:    ld hl, (head)
         ld e, '@'
         call putat
         call key
         ld hl, (head)           ; leave a trail
         ld e, 'o'
         call putat
         ld hl, (head)
         ld a, (heading)
         cp 'h'
         jr z, west
         cp 'j'
         jr z, south
         cp 'k'
         jr z, north
         cp 'q'
         jr z, over
         inc l
         jr moved
west:    dec l
         jr moved
south:   inc h
         jr moved
north:   dec h
moved:   ld (head), hl
         ld a, l                 ; the frame ends the game
         or a
         jr z, over
         cp WIDTH + 1
         jr z, over
         ld a, h
         or a
         jr z, over
         cp HEIGHT + 1
         jr z, over
         ld de, (food)
         or a
         sbc hl, de
         jr nz, game
         ld a, (score)
         inc a
         ld (score), a
         call apple
         jr game

over:    ld h, HEIGHT + 2
         ld l, 0
         call go
         ld de, end
         ld c, 9
         call BDOS
         ld a, (score)
         add a, '0'
         ld e, a
         call put
         ld de, crlf
         ld c, 9
         call BDOS
         jp 0

; Waits for a key or until patience ends; a key sets the heading.
key:     ld bc, PATIENCE
.look:   push bc
         ld c, 6
         ld e, 0FFh
         call BDOS
         pop bc
         or a
         jr nz, .hit
         dec bc
         ld a, b
         or c
         jr nz, .look
         ret
.hit:    ld hl, turns
.turn:   ld e, (hl)              ; pairs: cursor key, letter
         inc hl
         inc e
         dec e
         jr z, .letter
         cp e
         ld d, (hl)
         inc hl
         jr nz, .turn
         ld a, d
.letter: ld (heading), a
         ret

; Puts the next apple three places to the right of the head, within the frame.
apple:   ld hl, (head)
         ld a, l
         add a, 3
         cp WIDTH + 1
         jr c, .fits
         sub WIDTH
.fits:   ld l, a
         ld (food), hl
         ld e, '*'
; Shows E at row H, column L.
putat:   push de
         call go
         pop de
         jr put

; Moves the cursor to row H, column L.
go:      push hl
         ld e, ESC
         call put
         ld e, '='
         call put
         pop hl
         push hl
         ld a, h
         add a, 32
         ld e, a
         call put
         pop hl
         push hl
         ld a, l
         add a, 32
         ld e, a
         call put
         pop hl
         ret

; Shows E as it is.
put:     push hl
         ld c, 6
         call BDOS
         pop hl
         ret

; Draws a frame around the field.
frame:   ld h, 0
.row:    ld l, 0
.column: ld a, h
         or a
         jr z, .wall
         cp HEIGHT + 1
         jr z, .wall
         ld a, l
         or a
         jr z, .wall
         cp WIDTH + 1
         jr nz, .next
.wall:   ld e, '#'
         call putat
.next:   inc l
         ld a, l
         cp WIDTH + 2
         jr nz, .column
         inc h
         ld a, h
         cp HEIGHT + 2
         jr nz, .row
         ret

turns:   db LEFT, 'h', DOWN, 'j', UP, 'k', RIGHT, 'l', 0
end:     db "eaten: $"
crlf:    db 13, 10, "$"
head:    dw 0
food:    dw 0
heading: db 0
score:   db 0
